'use strict';
// Enrolls an individual device and a group, registers a device of each over HTTPS, is refused with a wrong key, and
// deletes the enrollments. Prints one JSON object of what the SDKs gave it.
const { Http } = require('azure-iot-provisioning-device-http');
const { ProvisioningDeviceClient } = require('azure-iot-provisioning-device');
const { ProvisioningServiceClient } = require('azure-iot-provisioning-service');
const { SymmetricKeySecurityClient } = require('azure-iot-security-symmetric-key');
const { createHmac } = require('crypto');

const { MUSTER_DEVICE_HOST: host, MUSTER_ID_SCOPE: scope, MUSTER_SERVICE: service, MUSTER_NAME: name } = process.env;
const empty = { type: 'symmetricKey', symmetricKey: { primaryKey: '', secondaryKey: '' } };

function register(id, key, payload) {
  const security = new SymmetricKeySecurityClient(id, key);
  const client = ProvisioningDeviceClient.create(host, scope, new Http(), security);
  if (payload) {
    client.setProvisioningPayload(payload);
  }
  return client.register();
}

async function refusal(attempt) {
  try {
    await attempt;
    return 'not refused';
  } catch (error) {
    return { name: error.name, status: error.response && error.response.statusCode, message: error.message };
  }
}

async function main() {
  const client = ProvisioningServiceClient.fromConnectionString(service);
  const alone = `${name}-alone`;
  const fleet = `${name}-fleet`;
  const member = `${name}-member`;

  const made = (await client.createOrUpdateIndividualEnrollment({ registrationId: alone, attestation: empty }))
    .responseBody;
  const updated = (await client.createOrUpdateIndividualEnrollment({ ...made, deviceId: `${alone}-device` }))
    .responseBody;
  const got = (await client.getIndividualEnrollment(alone)).responseBody;
  const stale = await refusal(client.createOrUpdateIndividualEnrollment({ ...made, deviceId: 'late' }));
  const mechanism = (await client.getIndividualEnrollmentAttestationMechanism(alone)).responseBody;
  const individual = await register(alone, made.attestation.symmetricKey.primaryKey, { note: ['any', 'json'] });

  const group = (await client.createOrUpdateEnrollmentGroup({ enrollmentGroupId: fleet, attestation: empty }))
    .responseBody;
  const groupKey = Buffer.from(group.attestation.symmetricKey.primaryKey, 'base64');
  const derived = createHmac('sha256', groupKey).update(member).digest('base64');
  const grouped = await register(member, derived);
  const again = await register(member, derived);

  const wrongKey = await refusal(register(alone, Buffer.alloc(32, 7).toString('base64')));
  await client.deleteIndividualEnrollment(updated);
  await client.deleteEnrollmentGroup(fleet);
  const gone = await refusal(client.getIndividualEnrollment(alone));
  const goneGroup = await refusal(client.getEnrollmentGroup(fleet));

  const result = {
    keysAreTheSame: mechanism.symmetricKey.primaryKey === made.attestation.symmetricKey.primaryKey,
    getShowsKeys: JSON.stringify(got).includes('primaryKey'),
    stale,
    individual,
    grouped,
    again,
    wrongKey,
    gone,
    goneGroup,
  };
  process.stdout.write(JSON.stringify(result));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
