package io.muster.core.access;

/**
 * Who is let in at all: part of the service's description.
 *
 * @param localAuthDisabled whether only tokens of the directory open the service API and the management plane, shared
 *     access signatures no more; devices' own tokens are not meant
 */
public record AccessRules(boolean localAuthDisabled, IpFilter ipFilter) {
    /** Of a service nobody has closed. */
    public static final AccessRules OPEN = new AccessRules(false, IpFilter.NONE);
}
