"""One documented use of the vendor's Python service SDK against the service; prints one JSON object of what it gave.

The argument names the use: one of the functions below that take a client. The service, a CA and a proxy that knows the
host names come in the environment, as for any program that uses this SDK.
"""

import base64
import json
import os
import sys

from azure.core.exceptions import HttpResponseError
from azure.iot.deviceprovisioning import DeviceProvisioningClient

NAME = os.environ["MUSTER_NAME"]


def keys():
    return {"type": "symmetricKey"}


def individual_of(name, **more):
    return {"registrationId": name, "attestation": keys(), **more}


def group_of(name, **more):
    return {"enrollmentGroupId": name, "attestation": keys(), **more}


def refusal(call, *arguments, **named):
    """The class and the status of the error that a call ends with."""
    try:
        call(*arguments, **named)
    except HttpResponseError as error:
        return [type(error).__name__, error.status_code]
    return ["not refused", 0]


def life(operations, name, record, change):
    """Create, create again, read, update under the right etag and under a stale one, delete, read."""
    created = operations.create_or_update(name, record)
    taken = refusal(operations.create_or_update, name, record)
    got = operations.get(name)
    updated = operations.create_or_update(name, {**got, **change}, if_match=got["etag"])
    stale = refusal(operations.create_or_update, name, {**got, **change}, if_match=got["etag"])
    replaced = operations.create_or_update(name, {**updated, "provisioningStatus": "enabled"}, if_match="*")
    stale_delete = refusal(operations.delete, name, if_match=got["etag"])
    mechanism = operations.get_attestation_mechanism(name)
    operations.delete(name, if_match=replaced["etag"])
    return {
        "sameEtag": created["etag"] == got["etag"],
        "newEtag": updated["etag"] != got["etag"],
        "taken": taken,
        "updated": {member: updated.get(member) for member in change},
        "replaced": replaced["provisioningStatus"],
        "stale": stale,
        "staleDelete": stale_delete,
        "getShowsKeys": "primaryKey" in json.dumps(got),
        "keysAreTheSame": mechanism["symmetricKey"] == created["attestation"]["symmetricKey"],
        "keyBytes": len(base64.b64decode(mechanism["symmetricKey"]["primaryKey"])),
        "gone": refusal(operations.get, name),
        "deletedAgain": refusal(operations.delete, name),
    }


def individual(client):
    change = {"deviceId": NAME + "-device", "provisioningStatus": "disabled"}
    return life(client.enrollment, NAME, individual_of(NAME), change)


def group(client):
    change = {"provisioningStatus": "disabled", "initialTwin": {"tags": {"site": "north"}}}
    return life(client.enrollment_group, NAME, group_of(NAME), change)


def strangers(client):
    """A wrong key, and an SDK error for what cannot be stored."""
    connection = os.environ["MUSTER_SERVICE"]
    wrong = base64.b64encode(bytes(32)).decode()
    start = connection.index("SharedAccessKey=") + len("SharedAccessKey=")
    stranger = DeviceProvisioningClient.from_connection_string(connection[:start] + wrong)
    return {
        "wrongKey": refusal(stranger.enrollment.get, NAME),
        "unknownKind": refusal(
            client.enrollment.create_or_update, NAME, {"registrationId": NAME, "attestation": {"type": "magic"}}
        ),
    }


def attestations(client):
    """The kinds of attestation beside symmetric keys, as data."""
    with open(os.environ["REQUESTS_CA_BUNDLE"], encoding="ascii") as file:
        certificate = file.read()
    # TPM2B_PUBLIC of the default template, with a modulus of all ones.
    template = (
        "013a0001000b000300b20020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa"
        "00060080004300100800000000000100"
    )
    endorsement = base64.b64encode(bytes.fromhex(template) + b"\xff" * 256).decode()
    x509 = {"type": "x509", "x509": {"clientCertificates": {"primary": {"certificate": certificate}}}}
    tpm = {"type": "tpm", "tpm": {"endorsementKey": endorsement}}
    made = {}
    for kind, attestation in {"x509": x509, "tpm": tpm}.items():
        name = f"{NAME}-{kind}"
        client.enrollment.create_or_update(name, {"registrationId": name, "attestation": attestation})
        made[kind] = client.enrollment.get(name)["attestation"]
        client.enrollment.delete(name)
    certificates = made["x509"]["x509"]["clientCertificates"]["primary"]
    return {
        "x509": made["x509"]["type"],
        "info": sorted(certificates["info"]),
        "tpm": made["tpm"]["tpm"]["endorsementKey"] == endorsement,
    }


def pages(operations, query):
    return [list(page) for page in operations.query({"query": query}, top=2).by_page()]


def listed(operations, text, member, names):
    """All pages of a query, in which others' enrollments may stand too."""
    got = pages(operations, text)
    found = [item[member] for page in got for item in page]
    return {
        "largest": max(len(page) for page in got),
        "severalPages": len(got) > 1,
        "all": sorted(name for name in found if name in names) == sorted(names),
        "once": len(found) == len(set(found)),
        "showsKeys": "primaryKey" in json.dumps(got),
    }


def query(client):
    names = [f"{NAME}-{each}" for each in range(5)]
    for name in names:
        client.enrollment.create_or_update(name, individual_of(name))
        client.enrollment_group.create_or_update(name, group_of(name))
    result = {
        "individuals": listed(client.enrollment, "SELECT * FROM enrollments", "registrationId", names),
        "groups": listed(client.enrollment_group, "SELECT * FROM enrollmentGroups", "enrollmentGroupId", names),
    }
    for name in names:
        client.enrollment.delete(name)
        client.enrollment_group.delete(name)
    return result


def bulk_of(operations, member, id_member, make):
    """Create, create again with a new one among them, update, update under etags, delete."""
    names = [f"{NAME}-{id_member}-{each}" for each in range(4)]

    def run(mode, records):
        result = operations.run_bulk_operation({"mode": mode, member: records})
        failed = {error[id_member]: error["errorCode"] for error in result.get("errors") or []}
        return {"isSuccessful": result["isSuccessful"], "failed": [failed.get(name, 0) // 1000 for name in names]}

    created = run("create", [make(name) for name in names[:3]])
    mixed = run("create", [make(names[0]), make(names[3])])
    first = operations.get(names[0])
    updated = run("update", [make(name, provisioningStatus="disabled") for name in names])
    disabled = [operations.get(name)["provisioningStatus"] for name in names]
    second = operations.get(names[1])
    conditional = run("updateIfMatchETag", [first, second])
    deleted = run("delete", [make(name) for name in names])
    return {
        "created": created,
        "mixed": mixed,
        "updated": updated,
        "disabled": disabled,
        "conditional": conditional,
        "deleted": deleted,
        "gone": [refusal(operations.get, name)[1] for name in names],
    }


def bulk(client):
    return {
        "individuals": bulk_of(client.enrollment, "enrollments", "registrationId", individual_of),
        "groups": bulk_of(client.enrollment_group, "enrollmentGroups", "enrollmentGroupId", group_of),
    }


def records(client):
    """The registration records of a group whose devices have registered."""
    fleet = os.environ["MUSTER_GROUP"]
    members = os.environ["MUSTER_MEMBERS"].split(",")
    states = client.device_registration_state
    got = states.get(members[0])
    queried = [list(page) for page in states.query(fleet, top=2).by_page()]
    stale = refusal(states.delete, members[0], if_match='"stale"')
    states.delete(members[0], if_match=got["etag"])
    return {
        "status": got["status"],
        "hub": got["assignedHub"],
        "largest": max(len(page) for page in queried),
        "queried": sorted(state["registrationId"] for page in queried for state in page) == sorted(members),
        "stale": stale,
        "gone": refusal(states.get, members[0]),
        "left": sorted(state["registrationId"] for state in states.query(fleet)) == sorted(members[1:]),
    }


USES = {use.__name__: use for use in (individual, group, strangers, attestations, query, bulk, records)}

if __name__ == "__main__":
    with DeviceProvisioningClient.from_connection_string(os.environ["MUSTER_SERVICE"]) as connected:
        json.dump(USES[sys.argv[1]](connected), sys.stdout)
