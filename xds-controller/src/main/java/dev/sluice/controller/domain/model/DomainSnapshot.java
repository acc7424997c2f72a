package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can matter to a data plane, as one moment of the database saw it. */
public record DomainSnapshot(
    List<Cluster> clusters,
    List<Tenant> tenants,
    List<Gateway> gateways,
    List<Product> products,
    List<Publish> publishes,
    List<ApiService> services,
    List<ApiVersion> versions,
    List<Backend> backends,
    List<Route> routes,
    List<Policy> policies,
    List<Plan> plans,
    List<ClientApp> clientApps,
    List<CustomerSubscription> subscriptions,
    List<CustomerCredential> credentials,
    List<LlmModel> models,
    List<Agent> agents,
    List<TokenRevocation> revocations) {
  public DomainSnapshot {
    clusters = List.copyOf(clusters);
    tenants = List.copyOf(tenants);
    gateways = List.copyOf(gateways);
    products = List.copyOf(products);
    publishes = List.copyOf(publishes);
    services = List.copyOf(services);
    versions = List.copyOf(versions);
    backends = List.copyOf(backends);
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
    plans = List.copyOf(plans);
    clientApps = List.copyOf(clientApps);
    subscriptions = List.copyOf(subscriptions);
    credentials = List.copyOf(credentials);
    models = List.copyOf(models);
    agents = List.copyOf(agents);
    revocations = List.copyOf(revocations);
  }

  /** All of them, one after the other. */
  public Stream<DomainEntity> entities() {
    return Stream.of(
            clusters,
            tenants,
            gateways,
            products,
            publishes,
            services,
            versions,
            backends,
            routes,
            policies,
            plans,
            clientApps,
            subscriptions,
            credentials,
            models,
            agents,
            revocations)
        .flatMap(List::stream);
  }
}
