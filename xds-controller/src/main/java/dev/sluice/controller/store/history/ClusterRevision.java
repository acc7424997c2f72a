package dev.sluice.controller.store.history;

import java.time.OffsetDateTime;

/**
 * A revision of a cluster's configuration, without its document.
 *
 * @param hash the hash of the whole content, in hex: equal for equal rows
 * @param status built, active, superseded or rejected
 */
public record ClusterRevision(
    long id,
    String cluster,
    String hash,
    String reason,
    String status,
    String createdBy,
    OffsetDateTime createdAt) {}
