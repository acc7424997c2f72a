package dev.sluice.ctl.resource;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member by whose values usage is added up, and the kind of the resources that it names. */
public enum UsageGroup {
  DAY("day"),
  MONTH("month"),
  PRODUCT("product_id", ResourceKind.PRODUCT),
  SUBSCRIPTION("subscription_id", ResourceKind.SUBSCRIPTION),
  CREDENTIAL("credential_id", ResourceKind.CREDENTIAL),
  VERSION("api_version_id", ResourceKind.API_VERSION),
  TENANT("tenant_id", ResourceKind.TENANT),
  PROVIDER("provider_tenant_id", ResourceKind.TENANT),
  GATEWAY("gateway_id", ResourceKind.GATEWAY),
  CLUSTER("cluster_id", ResourceKind.CLUSTER),
  ENVIRONMENT("environment");

  private final String member;
  private final @Nullable ResourceKind kind;

  UsageGroup(String member) {
    this.member = member;
    this.kind = null;
  }

  UsageGroup(String member, ResourceKind kind) {
    this.member = member;
    this.kind = kind;
  }

  /** Returns the word of the API and of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the member of an entry, which is the name of the filter, too. */
  public String member() {
    return member;
  }

  /** Returns the kind whose ids are the values; empty if they are not ids. */
  public Optional<ResourceKind> kind() {
    return Optional.ofNullable(kind);
  }
}
