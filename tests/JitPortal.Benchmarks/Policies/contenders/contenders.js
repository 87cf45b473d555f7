// Answers the questions of world.json with one policy engine and says how many it answers a second.
// node contenders.js cedar|casbin world.json milliseconds
import { readFileSync } from 'node:fs';

const [, , engine, path, milliseconds] = process.argv;
const { rules, questions } = JSON.parse(readFileSync(path, 'utf8'));

// The same arithmetic for everybody: a refusal wins, then what is automatic, then what asks.
const outcome = (automatic, ask) => (automatic ? 'automatic' : ask ? 'ask' : 'refused');

// Every condition is written into the rule that it belongs to, a requirement into each rule that it narrows.
const needed = Object.fromEntries(rules.filter(r => r.effect === 'require').map(r => [r.resource, r.reason]));

const makers = {
  async cedar() {
    const { default: cedar } = await import('@cedar-policy/cedar-wasm/nodejs');
    const text = rules.filter(r => r.effect !== 'require').map(r => r.effect === 'refuse'
      ? `@id("${r.id}") forbid(principal, action, resource == Db::"${r.resource}") when { context.groups.contains("${r.group}") };`
      : `@id("${r.id}") permit(principal, action == Action::"${r.effect}", resource == Db::"${r.resource}") when { context.groups.contains("${r.group}") && context.minutes <= ${r.minutes} && context.reason >= ${needed[r.resource] ?? 0} };`).join('\n');
    const parsed = cedar.preparsePolicySet('all', { staticPolicies: text });
    if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));
    const allows = (q, act) => {
      const answer = cedar.statefulIsAuthorized({
        principal: { type: 'Person', id: 'p' }, action: { type: 'Action', id: act }, resource: { type: 'Db', id: q.resource },
        context: { groups: q.groups, minutes: q.minutes, reason: q.reason }, preparsedPolicySetId: 'all', entities: [],
      });
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
      return answer.response.decision === 'allow';   // the reasons come with it
    };
    return async q => outcome(allows(q, 'automatic'), allows(q, 'ask'));
  },

  async casbin() {
    const { newEnforcer, newModelFromString } = await import('casbin');
    const enforcer = await newEnforcer(newModelFromString(`
[request_definition]
r = sub, obj, act
[policy_definition]
p = obj, act, group, minutes, reason, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.obj == p.obj && (p.act == "any" || r.act == p.act) && holds(r.sub, p.group, p.minutes, p.reason)
`));
    await enforcer.addFunction('holds', (sub, group, minutes, reason) => sub.groups.includes(group) && sub.minutes <= Number(minutes) && sub.reason >= Number(reason));
    await enforcer.addPolicies(rules.filter(r => r.effect !== 'require').map(r => r.effect === 'refuse'
      ? [r.resource, 'any', r.group, '1000000', '0', 'deny']
      : [r.resource, r.effect, r.group, String(r.minutes), String(needed[r.resource] ?? 0), 'allow']));
    const allows = async (q, act) => (await enforcer.enforceEx(q, q.resource, act))[0];
    return async q => outcome(await allows(q, 'automatic'), await allows(q, 'ask'));
  },
};

const decide = await makers[engine]();
const answers = [];
for (const question of questions) answers.push(await decide(question));

const until = performance.now() + Number(milliseconds);
const began = performance.now();
let decided = 0;
do {
  await decide(questions[decided++ % questions.length]);
} while (performance.now() < until);
console.log(JSON.stringify({ perSecond: decided / (performance.now() - began) * 1000, answers }));
