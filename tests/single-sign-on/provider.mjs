// A provider of OpenID Connect, as others run one, for the suite: `oidc-provider` from npm with
// people who need no password. It prints where it is, waits for one line that says what Accord's
// address is, and serves until its input ends.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
console.log(issuer);

const lines = createInterface({ input: process.stdin });
process.stdin.on("end", () => process.exit());
const accord = await new Promise((said) => lines.once("line", said));

const key = (kid) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" };
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "accord",
      client_secret: "a secret: with % and +",
      redirect_uris: [`${accord}/sign-in/with/police/callback`],
      backchannel_logout_uri: `${accord}/sign-in/with/police/logout`,
      backchannel_logout_session_required: true,
    },
  ],
  jwks: { keys: [key("first")] },
  cookies: { keys: ["for the suite alone"] },
  pkce: { methods: ["S256"], required: () => true },
  claims: { openid: ["sub", "acr", "amr", "auth_time", "groups", "sid"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, groups: ["referring"] }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Nobody is asked what they agree to: their employer has.
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
});

const serve = provider.callback();
server.on("request", async (request, response) => {
  const url = new URL(request.url, issuer);
  if (!url.pathname.startsWith("/interaction/")) return serve(request, response);
  try {
    if (url.searchParams.has("refuse")) {
      const error = { error: "access_denied", error_description: "<script>alert(1)</script>" };
      return await provider.interactionFinished(request, response, error);
    }
    const amr = url.searchParams.has("factor") ? ["pwd", "mfa"] : ["pwd"];
    const login = { accountId: url.searchParams.get("login"), amr };
    await provider.interactionFinished(request, response, { login });
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
