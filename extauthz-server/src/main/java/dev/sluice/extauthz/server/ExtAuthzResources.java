package dev.sluice.extauthz.server;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.common.ads.ResourceSubscription;
import dev.sluice.common.ads.ResourceView;
import dev.sluice.common.waf.UnsearchedWafRoutes;
import dev.sluice.config.v1.AddressBlock;
import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.EmergencyFactor;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Revocation;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import dev.sluice.extauthz.policy.limit.TighteningFactor;
import dev.sluice.extauthz.policy.limit.TighteningFactors;
import dev.sluice.extauthz.quota.PlanTable;
import dev.sluice.extauthz.server.resource.AddressBlockReader;
import dev.sluice.extauthz.server.resource.CredentialReader;
import dev.sluice.extauthz.server.resource.EmergencyFactorReader;
import dev.sluice.extauthz.server.resource.RevocationReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The resources from the controller, as tables that are always current. */
final class ExtAuthzResources {
  private final ResourceView<Publish, RouteRules> publishes =
      new ResourceView<>(
          RouteRules.none(), (rules, change) -> rules.with(change.changed(), change.removed()));
  private final ResourceView<Plan, PlanTable> plans =
      new ResourceView<>(
          PlanTable.empty(), (table, change) -> table.with(change.changed(), change.removed()));
  private final ResourceView<EmergencyFactor, TighteningFactors> factors =
      new ResourceView<>(TighteningFactors.none(), ExtAuthzResources::withFactors);
  private final UnsearchedWafRoutes unsearched;
  private volatile Consumer<CidrBlock> networkListener = _ -> {};
  private volatile NetworkRuleTable networkRules = NetworkRuleTable.empty();
  private volatile CredentialTable credentials = CredentialTable.empty();
  private volatile RevocationTable revocations = RevocationTable.empty();

  /**
   * @param unsearched receives the routes that no WAF rules can search
   */
  ExtAuthzResources(UnsearchedWafRoutes unsearched) {
    this.unsearched = unsearched;
  }

  RouteRules publishes() {
    return publishes.current();
  }

  PlanTable plans() {
    return plans.current();
  }

  /** Sets a listener for the networks that new or changed rows deny for all clients. */
  void onDenied(Consumer<CidrBlock> listener) {
    networkListener = listener;
  }

  NetworkRuleTable networkRules() {
    return networkRules;
  }

  TighteningFactors factors() {
    return factors.current();
  }

  CredentialTable credentials() {
    return credentials;
  }

  RevocationTable revocations() {
    return revocations;
  }

  /** Returns a registry that reads the current tables for each request. */
  CredentialRegistry credentialRegistry() {
    return new CredentialRegistry(this::credentials, this::revocations);
  }

  /** Returns the subscriptions in the order of delivery. Revocations are first. */
  List<ResourceSubscription<?>> subscriptions() {
    return List.of(
        ResourceSubscription.to(
            Revocation.getDescriptor(), Revocation.parser(), this::applyRevocations),
        ResourceSubscription.to(
            AddressBlock.getDescriptor(), AddressBlock.parser(), this::applyBlocks),
        ResourceSubscription.to(
            EmergencyFactor.getDescriptor(), EmergencyFactor.parser(), factors::apply),
        ResourceSubscription.to(Publish.getDescriptor(), Publish.parser(), this::applyPublishes),
        ResourceSubscription.to(Plan.getDescriptor(), Plan.parser(), plans::apply),
        ResourceSubscription.to(
            Credential.getDescriptor(), Credential.parser(), this::applyCredentials));
  }

  private void applyBlocks(ResourceChange<AddressBlock> change) {
    Map<String, NetworkRule> changed = new HashMap<>();
    change.changed().forEach((id, block) -> changed.put(id, AddressBlockReader.read(id, block)));
    networkRules = networkRules.with(changed, change.removed());
    changed.values().stream()
        .filter(rule -> !rule.allows() && rule.tenants().isEmpty())
        .map(NetworkRule::network)
        .forEach(networkListener);
  }

  private static TighteningFactors withFactors(
      TighteningFactors table, ResourceChange<EmergencyFactor> change) {
    Map<String, TighteningFactor> changed = new HashMap<>();
    change
        .changed()
        .forEach((id, factor) -> changed.put(id, EmergencyFactorReader.read(id, factor)));
    return table.with(changed, change.removed());
  }

  private void applyPublishes(ResourceChange<Publish> change) {
    publishes.apply(change);
    unsearched.apply(change.changed(), change.removed());
  }

  private void applyCredentials(ResourceChange<Credential> change) {
    List<IssuedCredential> changed = new ArrayList<>(change.changed().size());
    change
        .changed()
        .forEach((id, credential) -> changed.add(CredentialReader.read(id, credential)));
    credentials = credentials.with(changed, change.removed());
  }

  private void applyRevocations(ResourceChange<Revocation> change) {
    List<String> ids = new ArrayList<>();
    List<RevocationTable.RevocationEntry> entries = new ArrayList<>();
    for (Map.Entry<String, Revocation> changed : change.changed().entrySet()) {
      RevocationReader.read(changed.getKey(), changed.getValue())
          .ifPresentOrElse(entries::add, () -> ids.add(changed.getKey()));
    }
    revocations = revocations.with(entries, change.removed());
    credentials = credentials.withRevoked(ids, change.removed());
  }
}
