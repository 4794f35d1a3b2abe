package io.muster.fleet.plan;

/**
 * How far a plan goes.
 *
 * @param prune whether what the scope covers and nobody describes is deleted
 * @param compareSecrets whether keys are read back and compared, as far as the service shows them
 * @param sendSecrets whether all described secrets are sent, whatever is there
 */
public record PlanOptions(boolean prune, boolean compareSecrets, boolean sendSecrets) {
    public static final PlanOptions PLAIN = new PlanOptions(false, false, false);
}
