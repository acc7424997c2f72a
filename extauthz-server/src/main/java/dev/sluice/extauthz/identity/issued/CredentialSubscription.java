package dev.sluice.extauthz.identity.issued;

/**
 * The subscription that a credential belongs to.
 *
 * @param tenant the customer's id
 * @param tenantNumber the customer's number
 * @param publish the publish's id
 * @param plan the plan's id
 * @param active true if the subscription may be used now
 */
public record CredentialSubscription(
    String id,
    String tenant,
    String tenantSlug,
    long tenantNumber,
    String publish,
    String plan,
    boolean active) {}
