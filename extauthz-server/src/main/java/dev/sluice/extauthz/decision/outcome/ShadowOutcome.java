package dev.sluice.extauthz.decision.outcome;

import org.jspecify.annotations.Nullable;

/**
 * An outcome of the shadow policy for a request.
 *
 * @param policyId the name, the version and the hash of the shadow policy
 * @param verdict its verdict; null if it has none
 * @param undecided the reason why it has none; empty if it has one
 */
public record ShadowOutcome(String policyId, @Nullable Verdict verdict, String undecided) {}
