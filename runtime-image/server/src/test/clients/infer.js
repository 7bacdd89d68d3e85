// Asks a server by gRPC for its metadata and the restoration of an encoded image, with
// @grpc/grpc-js. Usage: node infer.js HOST:PORT PROTO IMAGE RESTORED
const fs = require('fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, proto, image, restored] = process.argv.slice(2);
const { inference } = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true }));
const server = new inference.GRPCInferenceService(address, grpc.credentials.createInsecure());

function call(method, request) {
  return new Promise((resolve, reject) =>
    server[method](request, (error, answer) => (error ? reject(error) : resolve(answer))));
}

async function main() {
  const { ready } = await call('ServerReady', {});
  const model = await call('ModelMetadata', { name: 'restorer' });
  const answer = await call('ModelInfer', {
    model_name: 'restorer',
    inputs: [{
      name: model.inputs[0].name,
      datatype: 'BYTES',
      shape: [1],
      contents: { bytes_contents: [fs.readFileSync(image)] },
    }],
  });
  fs.writeFileSync(restored, answer.outputs[0].contents.bytes_contents[0]);
  const refusal = await call('ModelReady', { name: 'other' }).catch((error) => error);
  console.log(JSON.stringify({ ready, versions: model.versions, refused: refusal.code }));
}

main().then(() => server.close(), (error) => {
  console.error(error);
  process.exit(1);
});
