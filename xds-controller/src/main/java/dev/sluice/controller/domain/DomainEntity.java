package dev.sluice.controller.domain;

/** An aggregate: a row with all child rows that belong to it. */
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
  /** Returns the uuid of the row as text. */
  String id();

  /** Returns the type and id of the entity. */
  default EntityKey key() {
    return new EntityKey(getClass(), id());
  }
}
