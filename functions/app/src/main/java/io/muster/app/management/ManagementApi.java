package io.muster.app.management;

import io.muster.app.gate.CallKind;
import io.muster.app.service.ServiceRoute;
import io.muster.app.service.ServiceRoute.Handler;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.RevocationEditor;
import io.muster.core.identity.IdScope;
import io.muster.core.service.ServiceEditor;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The routes of the management plane (rest.md 8), of the short path and of revocation; all need the right to configure (6.1), those that show or make keys more (seams.md section 11). */
public record ManagementApi(
        ServiceResources services, CaResources resources, CaEndpoints certificates, RevocationEndpoints revocation) {
    /** Where the certificates of a service lie. */
    public static final String RESOURCES = ResourcePaths.SERVICE + "/certificates";

    private static final String SHORT = "/muster/certificates";

    /** Who changes what. */
    public record Editors(ServiceEditor service, CaEditor cas, RevocationEditor revocation) {}

    /**
     * What the service is called.
     *
     * @param hosts the host names the service is reached under; the first label of each is a name of it
     */
    public record Identity(IdScope scope, Set<String> hosts) {}

    public static ManagementApi over(Editors editors, Identity identity, AccessControl access, InstantSource clock) {
        ResourcePaths paths = new ResourcePaths(identity.hosts(), identity.scope());
        return new ManagementApi(
                new ServiceResources(editors.service(), paths, access),
                new CaResources(editors.cas(), paths),
                new CaEndpoints(editors.cas(), clock),
                new RevocationEndpoints(editors.revocation(), clock));
    }

    public List<ServiceRoute> routes() {
        return Stream.of(ofServices(), ofCertificates()).flatMap(List::stream).toList();
    }

    private List<ServiceRoute> ofServices() {
        String one = ResourcePaths.SERVICE;
        return List.of(
                route("GET", ResourcePaths.PROVIDER + "/operations", services::operations),
                route(
                        "POST",
                        ResourcePaths.SUBSCRIPTION + ResourcePaths.PROVIDER
                                + "/checkProvisioningServiceNameAvailability",
                        services::nameAvailability),
                route("GET", ResourcePaths.IN_SUBSCRIPTION, services::list),
                route("GET", ResourcePaths.IN_GROUP, services::list),
                route("GET", one, services::get),
                route("PUT", one, services::put),
                route("PATCH", one, services::patch),
                route("DELETE", one, services::delete),
                route("GET", one + "/operationresults/{operationId}", services::operationResult),
                route("GET", one + "/skus", services::skus),
                keys(one + "/listkeys", services::listKeys),
                keys(one + "/keys/{keyName}/listkeys", services::keysOf),
                keys("/muster/policies/{policy}/regenerate", services::regenerate));
    }

    private List<ServiceRoute> ofCertificates() {
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

    private static ServiceRoute keys(String path, Handler handler) {
        return new ServiceRoute("POST", path, AccessRight.POLICY_KEYS, CallKind.MANAGEMENT, handler);
    }

    private static ServiceRoute route(String method, String path, Handler handler) {
        return new ServiceRoute(method, path, AccessRight.SERVICE_CONFIG, CallKind.MANAGEMENT, handler);
    }
}
