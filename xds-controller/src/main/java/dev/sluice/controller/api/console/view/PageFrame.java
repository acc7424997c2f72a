package dev.sluice.controller.api.console.view;

import java.util.List;

/**
 * The frame of a page for a signed-in user.
 *
 * @param tenant the slug of the tenant; empty for the whole fleet
 * @param csrf the token that forms which change something send
 * @param self the page for another tenant
 */
public record PageFrame(
    String user, String tenant, String csrf, ConsoleLink self, List<NavigationEntry> navigation) {
  public PageFrame {
    navigation = List.copyOf(navigation);
  }
}
