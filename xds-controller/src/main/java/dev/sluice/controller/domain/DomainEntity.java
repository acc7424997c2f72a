package dev.sluice.controller.domain;

/** One aggregate of rows, whole: with the rows that have no life without it. */
public sealed interface DomainEntity
    permits Agent,
        ApiService,
        ApiVersion,
        Backend,
        ClientApp,
        Cluster,
        CustomerCredential,
        Gateway,
        Policy,
        PolicyServerEntity,
        Product,
        Publish,
        Route,
        CustomerSubscription,
        Tenant,
        TokenRevocation {
  /** The row's uuid as text. */
  String id();

  /** What the entity is found by. */
  default EntityKey key() {
    return new EntityKey(getClass(), id());
  }
}
