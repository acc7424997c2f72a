package dev.sluice.controller.domain;

import java.util.Optional;

/**
 * A row that policy servers receive as one resource, made from nothing but the row. A new table of
 * this kind needs a record here, a reader in {@code EntityTables}, a constant in {@code
 * ResourceType} and a subscription in the policy server.
 */
public non-sealed interface PolicyServerEntity extends DomainEntity {
  /** Returns the name of the table. */
  String table();

  /**
   * Returns the id of the publish, product, service or backend whose clusters receive the entity;
   * empty if every cluster does.
   */
  Optional<String> deliveredWith();

  /** Returns the id of the cluster that alone receives the entity; empty for no such limit. */
  default Optional<String> onlyCluster() {
    return Optional.empty();
  }

  /** Returns the name of the served object: the table and the id of the row. */
  default String object() {
    return table() + "/" + id();
  }
}
