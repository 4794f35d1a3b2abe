'use strict';
// Bulk operations, queries in pages and registration records, as the service SDK has them. Prints one JSON object.
const { Http } = require('azure-iot-provisioning-device-http');
const { ProvisioningDeviceClient } = require('azure-iot-provisioning-device');
const { ProvisioningServiceClient } = require('azure-iot-provisioning-service');
const { SymmetricKeySecurityClient } = require('azure-iot-security-symmetric-key');
const { createHmac } = require('crypto');

const { MUSTER_DEVICE_HOST: host, MUSTER_ID_SCOPE: scope, MUSTER_SERVICE: service, MUSTER_NAME: name } = process.env;
const empty = { type: 'symmetricKey', symmetricKey: { primaryKey: '', secondaryKey: '' } };
const client = ProvisioningServiceClient.fromConnectionString(service);

// The promise form of this call of the SDK never settles.
function bulk(mode, enrollments) {
  return new Promise((resolve, reject) =>
    client.runBulkEnrollmentOperation({ mode, enrollments }, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

async function pages(query) {
  const sizes = [];
  while (query.hasMoreResults) {
    // Without a token in hand the promise form of this call asks for the first page again.
    sizes.push((await query.next(query.continuationToken)).responseBody.length);
  }
  return sizes;
}

async function main() {
  const three = [0, 1, 2].map((i) => ({ registrationId: `${name}-${i}`, attestation: empty }));
  const created = await bulk('create', three);
  const again = await bulk('create', three.slice(0, 1));
  const mine = { query: `SELECT * FROM enrollments WHERE STARTSWITH(registrationId, '${name}')` };
  const listed = await pages(client.createIndividualEnrollmentQuery(mine, 2));
  const everything = (await client.createIndividualEnrollmentQuery({ query: 'SELECT * FROM enrollments' }, 5).next())
    .responseBody.length;

  const group = (await client.createOrUpdateEnrollmentGroup({ enrollmentGroupId: name, attestation: empty })).responseBody;
  const key = Buffer.from(group.attestation.symmetricKey.primaryKey, 'base64');
  for (const member of [`${name}-a`, `${name}-b`, `${name}-c`]) {
    const derived = createHmac('sha256', key).update(member).digest('base64');
    const security = new SymmetricKeySecurityClient(member, derived);
    await ProvisioningDeviceClient.create(host, scope, new Http(), security).register();
  }
  const members = await pages(client.createEnrollmentGroupDeviceRegistrationStateQuery({ query: '*' }, name, 2));
  const groups = await pages(
    client.createEnrollmentGroupQuery({ query: `SELECT * FROM enrollmentGroups WHERE enrollmentGroupId = '${name}'` }),
  );
  const state = (await client.getDeviceRegistrationState(`${name}-a`)).responseBody;
  await client.deleteDeviceRegistrationState(state);
  const gone = await client.getDeviceRegistrationState(`${name}-a`).then(
    () => 200,
    (error) => error.response.statusCode,
  );
  const mechanism = (await client.getEnrollmentGroupAttestationMechanism(name)).responseBody;
  const deleted = await bulk('delete', three);

  process.stdout.write(
    JSON.stringify({ created, again, listed, everything, members, groups, state, gone, mechanism, deleted }),
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
