package io.muster.app.management;

import io.muster.app.gate.CallKind;
import io.muster.app.service.Audited;
import io.muster.app.service.ServiceRoute;
import io.muster.app.service.ServiceRoute.Handler;
import io.muster.app.wire.ServiceWire;
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
                change("PUT", one, services::put),
                change("PATCH", one, services::patch),
                route("DELETE", one, services::delete),
                route("GET", one + "/operationresults/{operationId}", services::operationResult),
                route("GET", one + "/skus", services::skus),
                keys(one + "/listkeys", Audited.disclosure(ServiceWire::keysIn), services::listKeys),
                keys(one + "/keys/{keyName}/listkeys", Audited.disclosure(shown -> 1), services::keysOf),
                keys("/muster/policies/{policy}/regenerate", Audited.change(), services::regenerate));
    }

    private List<ServiceRoute> ofCertificates() {
        String resource = RESOURCES + "/{id}";
        String one = SHORT + "/{id}";
        return List.of(
                route("GET", RESOURCES, resources::list),
                route("GET", resource, resources::get),
                change("PUT", resource, resources::put),
                change("DELETE", resource, resources::delete),
                change("POST", resource + "/generateVerificationCode", resources::generateCode),
                change("POST", resource + "/verify", resources::verify),
                route("GET", SHORT, certificates::list),
                route("GET", one, certificates::get),
                change("PUT", one, certificates::put),
                change("DELETE", one, certificates::delete),
                change("POST", one + "/generateVerificationCode", certificates::generateCode),
                change("POST", one + "/verify", certificates::verify),
                route("GET", one + "/crl", revocation::crl),
                change("PUT", one + "/crl", revocation::putCrl),
                change("DELETE", one + "/crl", revocation::deleteCrl),
                route("GET", "/muster/denials", revocation::denials),
                change("PUT", "/muster/denials/{denial}", revocation::deny),
                change("DELETE", "/muster/denials/{denial}", revocation::allow));
    }

    private static ServiceRoute keys(String path, Audited audited, Handler handler) {
        return new ServiceRoute("POST", path, AccessRight.POLICY_KEYS, CallKind.MANAGEMENT, audited, handler);
    }

    private static ServiceRoute route(String method, String path, Handler handler) {
        return new ServiceRoute(method, path, AccessRight.SERVICE_CONFIG, CallKind.MANAGEMENT, Audited.no(), handler);
    }

    private static ServiceRoute change(String method, String path, Handler handler) {
        return new ServiceRoute(
                method, path, AccessRight.SERVICE_CONFIG, CallKind.MANAGEMENT, Audited.change(), handler);
    }
}
