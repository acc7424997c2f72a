package dev.sluice.extproc.usage;

import dev.sluice.report.v1.Usage;
import java.math.BigDecimal;
import java.util.UUID;

/** The sum of one key. */
record UsageSum(
    long requests,
    long denied,
    long inputTokens,
    long outputTokens,
    BigDecimal cost,
    long lastUsedMs) {

  UsageSum plus(UsageSum more) {
    return new UsageSum(
        requests + more.requests,
        denied + more.denied,
        inputTokens + more.inputTokens,
        outputTokens + more.outputTokens,
        cost.add(more.cost),
        Math.max(lastUsedMs, more.lastUsedMs));
  }

  Usage of(UsageKey key) {
    return Usage.newBuilder()
        .setSubscriptionId(key.subscription().toString())
        .setCredentialId(key.credential().toString())
        .setApiVersionId(key.apiVersion())
        .setDay(key.day())
        .setRequests(requests)
        .setDenied(denied)
        .setInputTokens(inputTokens)
        .setOutputTokens(outputTokens)
        .setCost(cost.toPlainString())
        .setLastUsedMs(lastUsedMs)
        .build();
  }

  static UsageSum read(Usage usage) {
    return new UsageSum(
        usage.getRequests(),
        usage.getDenied(),
        usage.getInputTokens(),
        usage.getOutputTokens(),
        new BigDecimal(usage.getCost()),
        usage.getLastUsedMs());
  }

  static UsageKey key(Usage usage) {
    return new UsageKey(
        UUID.fromString(usage.getSubscriptionId()),
        UUID.fromString(usage.getCredentialId()),
        usage.getApiVersionId(),
        usage.getDay());
  }
}
