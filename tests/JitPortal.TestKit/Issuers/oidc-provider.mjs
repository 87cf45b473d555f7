// A certified, strict issuer for tests, with pages of its own for signing in and for consent.
// node oidc-provider.mjs <file of the module> <port> <address of the portal>
import http from 'node:http';

const [module, port, portal] = process.argv.slice(2);
const { default: Provider } = await import(module);
const people = {
  'u-mark': { name: 'Mark Meier', email: 'mark@example.test', groups: ['managers'], role: ['approver', 'requester'] },
  'u-tina': { name: 'Tina Thorsen', email: 'tina@example.test', groups: ['engineering'], role: ['requester', 'administrator'] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'jitportal', client_secret: 'a-secret-of-the-portal', response_types: ['code'], grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [`${portal}/signin-oidc`], post_logout_redirect_uris: [`${portal}/signout-callback-oidc`],
    backchannel_logout_uri: `${portal}/sign-out/back-channel`, backchannel_logout_session_required: true,
  }],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'], roles: ['role'], acr: null, amr: null, auth_time: null, sid: null },
  scopes: ['openid', 'profile', 'email', 'groups', 'roles'],
  acrValues: ['mfa', 'pwd'],
  pkce: { required: () => true },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  fetch: (url, { dispatcher, ...rest }) => fetch(url, rest), // without its guard against loopback addresses
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});
provider.on('server_error', (_, error) => console.error(error));
provider.on('backchannel.error', (_, error) => console.error('back-channel:', error.message));

async function read(request) {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

async function finish(request, response, { prompt, params, session }) {
  const form = await read(request);
  if (prompt.name === 'login') {
    const strong = form.has('factor');
    const login = { accountId: form.get('login'), acr: strong ? 'mfa' : 'pwd', amr: strong ? ['pwd', 'otp'] : ['pwd'] };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

const flow = provider.callback();
http.createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return flow(request, response);
  const details = await provider.interactionDetails(request, response);
  if (request.method === 'POST') return finish(request, response, details);
  response.setHeader('content-type', 'text/html');
  const field = details.prompt.name === 'login' ? '<input name="login" autofocus>' : '';
  return response.end(`<form method="post" action="${request.url}" data-prompt="${details.prompt.name}">${field}<button>Go on</button></form>`);
}).listen(Number(port), '127.0.0.1', () => console.log('up'));
