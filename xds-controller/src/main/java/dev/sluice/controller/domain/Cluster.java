package dev.sluice.controller.domain;

import java.util.Optional;

/** A cluster of gateways; its region is part of generated host names. */
public record Cluster(String id, String name, String region, Optional<PinnedRevision> pinned)
    implements DomainEntity {}
