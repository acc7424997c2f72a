package dev.sluice.controller.api.console;

import dev.sluice.controller.api.access.ApiIssuers;
import dev.sluice.controller.api.console.login.SessionStore;
import dev.sluice.controller.api.console.login.SignInFlow;
import dev.sluice.controller.api.console.page.PageEntry;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.RequestRateLimiter;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** The paths of the console on the HTTP server of the management API. */
public final class ConsoleRoutes implements AutoCloseable {
  /** The longest text of the playground, with each byte in percent-encoding and long line ends. */
  private static final int LARGEST_TEXT_FORM = 400 << 10;

  private final ConsoleAssets assets = new ConsoleAssets();
  private final List<PageEntry> pages = PageEntry.all();
  private final SignInFlow flow;
  private final ConsoleService service;

  /**
   * Creates the console.
   *
   * @param pipeline the steps of each request of the REST API
   */
  public ConsoleRoutes(
      ConsoleConfig config,
      ApiIssuers issuers,
      ApiContract contract,
      RequestRateLimiter limiter,
      BiFunction<ApiOperation, ApiRequest, ApiResponse> pipeline,
      InstantSource clock) {
    SessionStore sessions = new SessionStore(clock);
    this.flow = new SignInFlow(config.signIn(), issuers, sessions, clock);
    this.service =
        new ConsoleService(
            flow,
            sessions,
            new CrossSiteCheck(config.baseUrl()),
            new OperationReader(contract, pipeline),
            limiter,
            pages);
  }

  /** Adds the paths, before those that match everything. */
  public void addTo(HttpRouting.Builder routing, ConsoleExchange.Failures failures) {
    get(routing, failures, "/console", _ -> ConsoleAnswer.redirect("/console/fleet"));
    get(routing, failures, "/console/", _ -> ConsoleAnswer.redirect("/console/fleet"));
    get(routing, failures, ConsoleService.LOGIN, service::login);
    get(routing, failures, ConsoleConfig.CALLBACK, service::callback);
    get(routing, failures, "/console/signed-out", _ -> ConsoleService.signedOut());
    get(
        routing,
        failures,
        "/console/assets/{name}",
        request ->
            assets
                .find(request.path().getOrDefault("name", ""))
                .orElseGet(ConsoleService::unknown));
    for (PageEntry page : pages) {
      get(routing, failures, page.path(), request -> service.page(page, request));
      if (page.sends()) {
        routing.post(
            page.path(),
            (request, response) ->
                new ConsoleExchange(request, response, failures, LARGEST_TEXT_FORM)
                    .answer(sent -> service.sentPage(page, sent)));
      }
    }
    get(routing, failures, "/console/live/events", service::liveEvents);
    routing.post(
        "/console/logout",
        (request, response) ->
            new ConsoleExchange(request, response, failures).answer(service::logout));
    routing.any(
        "/console/*",
        (request, response) ->
            new ConsoleExchange(request, response, failures).answer(_ -> ConsoleService.unknown()));
  }

  private static void get(
      HttpRouting.Builder routing,
      ConsoleExchange.Failures failures,
      String path,
      ConsoleExchange.Step step) {
    routing.get(
        path, (request, response) -> new ConsoleExchange(request, response, failures).answer(step));
  }

  @Override
  public void close() {
    flow.close();
  }
}
