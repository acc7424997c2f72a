package dev.sluice.extproc.finding;

import java.util.Optional;

/**
 * The changes that shadow rules would make to an exchange.
 *
 * @param policyId the names, versions and hashes of the files of the shadow rules
 * @param request the change of the request; empty if it was not compared
 * @param response the change of the response; empty if it was not compared
 */
public record ShadowChanges(
    String policyId, Optional<BodyChange> request, Optional<BodyChange> response) {}
