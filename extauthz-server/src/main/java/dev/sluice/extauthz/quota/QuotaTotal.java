package dev.sluice.extauthz.quota;

/**
 * A total of a key over all servers, as the controller has counted it.
 *
 * @param credential the credential, or an empty text for the whole subscription
 * @param inMonth the requests in the month of the day
 */
public record QuotaTotal(
    String subscription, String credential, int epochDay, long onDay, long inMonth) {}
