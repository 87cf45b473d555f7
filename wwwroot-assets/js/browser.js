// What a circuit asks the browser once, after its first rendering.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
