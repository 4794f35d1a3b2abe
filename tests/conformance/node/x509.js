'use strict';
// Registers each device of the file MUSTER_DEVICES, [{"id", "cert", "key"}] in PEM, over HTTPS with its certificate.
// Prints what the SDK gave them, in order.
const fs = require('fs');
const { Http } = require('azure-iot-provisioning-device-http');
const { ProvisioningDeviceClient } = require('azure-iot-provisioning-device');
const { X509Security } = require('azure-iot-security-x509');

const { MUSTER_DEVICE_HOST: host, MUSTER_ID_SCOPE: scope, MUSTER_DEVICES: devices } = process.env;

async function main() {
  const results = [];
  for (const { id, cert, key } of JSON.parse(fs.readFileSync(devices))) {
    const client = ProvisioningDeviceClient.create(host, scope, new Http(), new X509Security(id, { cert, key }));
    results.push(await client.register());
  }
  process.stdout.write(JSON.stringify(results));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
