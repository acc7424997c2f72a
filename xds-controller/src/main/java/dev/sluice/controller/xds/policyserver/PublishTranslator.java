package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Tenant;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.ProtectedResourceIr;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.access.TenantIr;

/** A translator of publishes for policy servers. */
public final class PublishTranslator {
  private PublishTranslator() {}

  public static Publish translate(PublishIr publish) {
    Publish.Builder translated =
        Publish.newBuilder()
            .setId(publish.id())
            .setTenant(tenant(publish.tenant()))
            .setProduct(publish.product())
            .setEnvironment(environment(publish.environment()))
            .addAllHosts(publish.hosts());
    auth(publish.auth(), translated);
    publish
        .routes()
        .forEach(route -> translated.addRoutes(PublishRouteTranslator.translate(route)));
    return translated.build();
  }

  static Tenant tenant(TenantIr tenant) {
    return Tenant.newBuilder()
        .setId(tenant.id())
        .setSlug(tenant.slug())
        .setNumber(tenant.number())
        .build();
  }

  private static void auth(AuthIr auth, Publish.Builder publish) {
    switch (auth) {
      case AuthIr.None() -> publish.setAuthMode(AuthMode.AUTH_MODE_NONE);
      case AuthIr.ApiKey(var scopes) ->
          publish.setAuthMode(AuthMode.AUTH_MODE_APIKEY).addAllApiKeyScopes(scopes);
      case AuthIr.OAuth2 oauth2 ->
          publish
              .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
              .setOauth2(
                  OAuth2.newBuilder()
                      .setIssuer(oauth2.issuer())
                      .setAudience(oauth2.audience())
                      .addAllScopes(oauth2.scopes())
                      .setSubscribed(oauth2.subscribed())
                      .setResourceMetadata(
                          oauth2.resource().map(ProtectedResourceIr::metadataUrl).orElse("")));
    }
  }

  static dev.sluice.config.v1.Environment environment(PublishEnvironment environment) {
    return switch (environment) {
      case DEV -> dev.sluice.config.v1.Environment.ENVIRONMENT_DEV;
      case STAGING -> dev.sluice.config.v1.Environment.ENVIRONMENT_STAGING;
      case PROD -> dev.sluice.config.v1.Environment.ENVIRONMENT_PROD;
    };
  }
}
