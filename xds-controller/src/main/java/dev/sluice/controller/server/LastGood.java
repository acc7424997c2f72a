package dev.sluice.controller.server;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.Secrets;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.SavedObject;
import dev.sluice.controller.resources.ServedObject;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.List;

/**
 * Serves the last good state until there are rows. It knows which secrets are needed, and has them
 * from their files.
 */
final class LastGood {
  private final UpdateLoop loop;
  private final Distributor distributor;
  private final Agents agents;
  private final SecretSource secrets;
  private final GatewayTranslator translator;
  private final Readiness.Part part;
  private volatile List<ServedObject> objects = List.of();

  LastGood(
      UpdateLoop loop,
      Distributor distributor,
      Agents agents,
      SecretSource secrets,
      GatewayTranslator translator,
      Readiness.Part part) {
    this.loop = loop;
    this.distributor = distributor;
    this.agents = agents;
    this.secrets = secrets;
    this.translator = translator;
    this.part = part;
  }

  /**
   * Serves a state unless there is something newer.
   *
   * @param why there are no rows
   */
  void serve(StateFile.State last, String why) {
    objects = last.objects().stream().map(SavedObject::served).toList();
    List<String> clusters = objects.stream().map(ServedObject::cluster).distinct().toList();
    List<ServedObject> current = objects.stream().map(this::current).toList();
    loop.execute(() -> {
      if (distributor.store().isEmpty()) {
        distributor.replace(clusters, current);
        agents.remember(last.agents());
      }
    });
    part.ready("last good of " + last.at() + ", " + why);
  }

  /** Serves the secrets as they are now; to be called only as long as there are no rows. */
  void secretsChanged() {
    List<ServedObject> current =
        objects.stream().filter(Secrets::isSecret).map(this::current).toList();
    loop.execute(() -> distributor.update(List.of(), current));
  }

  private ServedObject current(ServedObject object) {
    return Secrets.isSecret(object) ? Secrets.current(object, secrets, translator) : object;
  }
}
