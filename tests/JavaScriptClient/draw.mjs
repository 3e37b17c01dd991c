// Draws one image with each provider through the server named on the command line, with Hugging Face's own client, and prints what came.
// The client knows fixed hosts only, so its fetch is sent to that server instead; any other host is an error.
import { InferenceClient } from "@huggingface/inference";

const [origin, token, ...providers] = process.argv.slice(2);
const theirs = ["https://router.huggingface.co", "https://huggingface.co"];
const send = globalThis.fetch;
globalThis.fetch = (address, options) => {
  const url = address instanceof Request ? address.url : String(address);
  const host = theirs.find((host) => url.startsWith(`${host}/`));
  if (!host && !url.startsWith(`${origin}/`) && !url.startsWith("data:")) {
    throw new Error(`A call to ${new URL(url).host}`);
  }
  return send(host ? origin + url.slice(host.length) : url, options);
};

// The client's own pauses do not keep a process alive.
const alive = setInterval(() => {}, 1000);
const client = new InferenceClient(token);
for (const provider of providers) {
  const image = await client.textToImage(
    { provider, model: "stabilityai/stable-diffusion-xl-base-1.0", inputs: "a red bicycle", parameters: { seed: 7 } },
    { outputType: "blob" },
  );
  const start = Buffer.from(await image.slice(0, 4).arrayBuffer()).toString("hex");
  console.log(JSON.stringify({ provider, bytes: image.size, start }));
}
clearInterval(alive);
