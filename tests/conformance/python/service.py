"""One step on the provisioning service itself with the vendor's Python management SDK; prints one JSON object.

Which step is the argument; where the service is, its name and a token come in the environment, and so does what the step
needs. Each step reads the service and writes it back as a whole, as the vendor's command line does.
"""

import json
import os
import sys

from azure.core.exceptions import HttpResponseError
from azure.mgmt.iothubprovisioningservices import IotDpsClient
from azure.mgmt.iothubprovisioningservices.models import IpFilterRule

from management import Token

GROUP = "factory-rg"
SERVICE = os.environ["MUSTER_SERVICE_NAME"]
# Some calls want the service's name first, others the group's.
IT = (SERVICE, GROUP)


def client():
    return IotDpsClient(
        Token(os.environ["MUSTER_TOKEN"]),
        "91d12660-3dec-467a-be2a-213b5544ddc0",
        base_url=os.environ["MUSTER_BASE"],
        credential_scopes=["https://azure-devices-provisioning.net/.default"],
        api_version=os.environ["MUSTER_API_VERSION"],
    )


def wanted():
    return json.loads(os.environ["MUSTER_WANTED"])


def put(services, description):
    return services.begin_create_or_update(GROUP, SERVICE, description).result()


def refused(call):
    """Status, code and message of the error a call ends with."""
    try:
        call()
    except HttpResponseError as error:
        body = json.loads(error.response.text())
        return {"status": error.status_code, "code": int(body["code"]), "message": body["message"]}
    return {"status": 0}


def read(dps, services):
    return {
        "service": services.get(*IT).as_dict(),
        "inGroup": [each.name for each in services.list_by_resource_group(GROUP)],
        "inSubscription": [each.name for each in services.list_by_subscription()],
        "skus": [each.name for each in services.list_valid_skus(*IT)],
        "operations": [each.name for each in dps.operations.list()],
        "available": services.check_provisioning_service_name_availability({"name": SERVICE}).as_dict(),
    }


def hubs(dps, services):
    """Gives the hubs named the members that are wanted of them; the others stay as they are."""
    description = services.get(*IT)
    for hub in description.properties.iot_hubs:
        for member, value in wanted().get(hub.name, {}).items():
            hub[member] = value
    return put(services, description).as_dict()


def policy(dps, services):
    description = services.get(*IT)
    description.properties.allocation_policy = wanted()
    return put(services, description).as_dict()


def filters(dps, services):
    """Sets the IP filter rules that are wanted, by the SDK's own class, and sends back what it was then told."""
    description = services.get(*IT)
    description.properties.ip_filter_rules = [
        IpFilterRule(
            filter_name=rule["filterName"], action=rule["action"], ip_mask=rule["ipMask"], target=rule.get("target")
        )
        for rule in wanted()
    ]
    put(services, description)
    return put(services, services.get(*IT)).as_dict()


def local_auth(dps, services):
    """Switches shared access signatures off or on."""
    description = services.get(*IT)
    description.properties.disable_local_auth = not wanted()
    return put(services, description).as_dict()


def unlink(dps, services):
    description = services.get(*IT)
    description.properties.iot_hubs = [hub for hub in description.properties.iot_hubs if hub.name != wanted()]
    return put(services, description).as_dict()


def link(dps, services):
    description = services.get(*IT)
    description.properties.iot_hubs = [*description.properties.iot_hubs, wanted()]
    return put(services, description).as_dict()


def tags(dps, services):
    return services.begin_update(GROUP, SERVICE, {"tags": wanted()}).result().as_dict()


def keys(dps, services):
    every = [each.as_dict() for each in services.list_keys(*IT)]
    name = every[0]["keyName"]
    return {"value": every, "one": services.list_keys_for_key_name(SERVICE, name, GROUP).as_dict()}


def rotate(dps, services):
    """Gives a policy other keys, by name."""
    description = services.get(*IT)
    for rule in description.properties.authorization_policies:
        for member, value in wanted().get(rule.key_name, {}).items():
            rule[member] = value
    return put(services, description).as_dict()


def grant(dps, services):
    description = services.get(*IT)
    description.properties.authorization_policies = [*description.properties.authorization_policies, wanted()]
    return put(services, description).as_dict()


def refusals(dps, services):
    def changed(change):
        description = services.get(*IT)
        change(description.properties)
        return refused(lambda: put(services, description))

    def weighted(weight):
        def change(properties):
            properties.iot_hubs[0].allocation_weight = weight

        return change

    def twice(properties):
        properties.iot_hubs = [*properties.iot_hubs, properties.iot_hubs[0]]

    def nowhere(properties):
        properties.iot_hubs[0].location = "atlantis"

    def unowned(properties):
        properties.authorization_policies = []

    return {
        "twice": changed(twice),
        "negative": changed(weighted(-1)),
        "nowhere": changed(nowhere),
        "unowned": changed(unowned),
        "deleted": refused(lambda: services.begin_delete(*IT).result()),
    }


if __name__ == "__main__":
    dps = client()
    json.dump(globals()[sys.argv[1]](dps, dps.iot_dps_resource), sys.stdout)
