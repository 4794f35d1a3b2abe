package io.muster.app.management;

import io.muster.app.service.ServiceRoute;
import io.muster.app.service.ServiceRoute.Handler;
import io.muster.core.access.AccessRight;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.RevocationEditor;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The routes of the management plane (rest.md 8), of the short path and of revocation; all need the right to configure (6.1). */
public record ManagementApi(CaResources resources, CaEndpoints certificates, RevocationEndpoints revocation) {
    /** Where the certificates of a service lie. */
    public static final String RESOURCES = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}"
            + "/providers/Microsoft.Devices/provisioningServices/{service}/certificates";

    private static final String SHORT = "/muster/certificates";

    /** @param hosts the host names the service is reached under; the first label of each is a name of it */
    public static ManagementApi over(
            CaEditor editor, RevocationEditor revocation, Set<String> hosts, InstantSource clock) {
        return new ManagementApi(
                new CaResources(editor, hosts),
                new CaEndpoints(editor, clock),
                new RevocationEndpoints(revocation, clock));
    }

    public List<ServiceRoute> routes() {
        String resource = RESOURCES + "/{id}";
        String one = SHORT + "/{id}";
        return List.of(
                route("GET", RESOURCES, resources::list),
                route("GET", resource, resources::get),
                route("PUT", resource, resources::put),
                route("DELETE", resource, resources::delete),
                route("POST", resource + "/generateVerificationCode", resources::generateCode),
                route("POST", resource + "/verify", resources::verify),
                route("GET", SHORT, certificates::list),
                route("GET", one, certificates::get),
                route("PUT", one, certificates::put),
                route("DELETE", one, certificates::delete),
                route("POST", one + "/generateVerificationCode", certificates::generateCode),
                route("POST", one + "/verify", certificates::verify),
                route("GET", one + "/crl", revocation::crl),
                route("PUT", one + "/crl", revocation::putCrl),
                route("DELETE", one + "/crl", revocation::deleteCrl),
                route("GET", "/muster/denials", revocation::denials),
                route("PUT", "/muster/denials/{denial}", revocation::deny),
                route("DELETE", "/muster/denials/{denial}", revocation::allow));
    }

    private static ServiceRoute route(String method, String path, Handler handler) {
        return new ServiceRoute(method, path, AccessRight.SERVICE_CONFIG, handler);
    }
}
