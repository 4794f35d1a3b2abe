'use strict';
// Registers each device of the file MUSTER_DEVICES, [{"id", "key"}] or [{"id", "cert", "keyPem"}], as often as "times" says,
// over the transport MUSTER_TRANSPORT. Prints for each what the SDK gave, or the error it ended with, in order.
const fs = require('fs');
const { Amqp, AmqpWs } = require('azure-iot-provisioning-device-amqp');
const { Http } = require('azure-iot-provisioning-device-http');
const { Mqtt, MqttWs } = require('azure-iot-provisioning-device-mqtt');
const { ProvisioningDeviceClient } = require('azure-iot-provisioning-device');
const { SymmetricKeySecurityClient } = require('azure-iot-security-symmetric-key');
const { X509Security } = require('azure-iot-security-x509');

const { MUSTER_DEVICE_HOST: host, MUSTER_ID_SCOPE: scope, MUSTER_DEVICES: devices } = process.env;
const transports = { HTTPS: Http, MQTT: Mqtt, MQTT_WS: MqttWs, AMQP: Amqp, AMQP_WS: AmqpWs };
const Transport = transports[process.env.MUSTER_TRANSPORT];

function security({ id, key, cert, keyPem }) {
  return key ? new SymmetricKeySecurityClient(id, key) : new X509Security(id, { cert, key: keyPem });
}

async function register(device) {
  const client = ProvisioningDeviceClient.create(host, scope, new Transport(), security(device));
  client.setProvisioningPayload({ note: ['any', 'json'] });
  try {
    const { status, assignedHub, deviceId } = await client.register();
    return { status, hub: assignedHub, deviceId };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
}

async function main() {
  const results = [];
  for (const device of JSON.parse(fs.readFileSync(devices))) {
    for (let i = 0; i < device.times; i++) {
      results.push(await register(device));
    }
  }
  process.stdout.write(JSON.stringify(results));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
