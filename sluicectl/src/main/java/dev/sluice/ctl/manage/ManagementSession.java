package dev.sluice.ctl.manage;

import dev.sluice.ctl.context.TokenSetting;
import dev.sluice.ctl.document.DocumentSchemas;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.RemoteResources;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A session of one command with the server. */
public final class ManagementSession implements AutoCloseable {
  private final ManagementClient client;
  private final RemoteResources resources;

  ManagementSession(
      URI server,
      Optional<String> tenant,
      Portal portal,
      TokenSetting token,
      Map<String, String> environment) {
    this.client = new ManagementClient(server, tenant, token, environment);
    this.resources = new RemoteResources(client, portal);
  }

  public ManagementClient client() {
    return client;
  }

  public RemoteResources resources() {
    return resources;
  }

  DocumentSchemas contract() {
    return new DocumentSchemas(client.get("/openapi.json").body());
  }

  @Override
  public void close() {
    client.close();
  }
}
