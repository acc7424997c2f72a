package dev.sluice.controller.api.console;

import dev.sluice.controller.api.console.login.ConsoleSession;
import dev.sluice.controller.api.console.login.SessionStore;
import dev.sluice.controller.api.console.login.SignInFailedException;
import dev.sluice.controller.api.console.login.SignInFlow;
import dev.sluice.controller.api.console.page.PageCall;
import dev.sluice.controller.api.console.page.PageEntry;
import dev.sluice.controller.api.console.view.ConsoleLink;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.NavigationEntry;
import dev.sluice.controller.api.console.view.PageFrame;
import dev.sluice.controller.api.console.view.PlainPage;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.http.RequestRateLimiter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers of the console: pages for sessions, the sign-in, and the sign-out. */
final class ConsoleService {
  static final String LOGIN = "/console/login";
  private static final Logger log = LoggerFactory.getLogger(ConsoleService.class);
  private static final String HOME = "/console/fleet";
  private static final Duration SIGN_IN_TIME = Duration.ofMinutes(10);
  private static final ConsoleLink SIGN_IN = new ConsoleLink(LOGIN);

  /** A path of the console with a query in percent-encoding, so that it leads nowhere else. */
  private static final Pattern OWN_PAGE =
      Pattern.compile("/console(/[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*)+(\\?[A-Za-z0-9._~%&=+-]*)?");

  private final SignInFlow flow;
  private final SessionStore sessions;
  private final CrossSiteCheck crossSite;
  private final OperationReader operations;
  private final RequestRateLimiter limiter;
  private final List<PageEntry> pages;

  ConsoleService(
      SignInFlow flow,
      SessionStore sessions,
      CrossSiteCheck crossSite,
      OperationReader operations,
      RequestRateLimiter limiter,
      List<PageEntry> pages) {
    this.flow = flow;
    this.sessions = sessions;
    this.crossSite = crossSite;
    this.operations = operations;
    this.limiter = limiter;
    this.pages = List.copyOf(pages);
  }

  /** Sends the browser to the issuer. */
  ConsoleAnswer login(ConsoleRequest request) {
    countAddress(request);
    String wanted = request.parameter("to");
    try {
      SignInFlow.BegunSignIn begun = flow.begin(OWN_PAGE.matcher(wanted).matches() ? wanted : HOME);
      return ConsoleAnswer.redirect(begun.address().toString())
          .withCookie(ConsoleCookies.signIn(begun.id().text(), SIGN_IN_TIME));
    } catch (SignInFailedException e) {
      return failed(request, e, 503);
    }
  }

  /** Takes the answer of the issuer and starts a session. */
  ConsoleAnswer callback(ConsoleRequest request) {
    countAddress(request);
    String id = request.cookies().getOrDefault(ConsoleCookies.SIGN_IN, "");
    try {
      SignInFlow.CompletedSignIn done = flow.complete(id, request.query());
      // A redirect would still count as one from the issuer's site, and send no strict cookie.
      PlainPage next =
          new PlainPage(
              "Signed in",
              "You are signed in.",
              "Continue to the console",
              new ConsoleLink(done.returnTo()),
              true);
      return ConsoleAnswer.html(200, ConsoleTemplates.plain(next))
          .withCookie(ConsoleCookies.session(done.session().text()))
          .withCookie(ConsoleCookies.removed(ConsoleCookies.SIGN_IN));
    } catch (SignInFailedException e) {
      return failed(request, e, 403).withCookie(ConsoleCookies.removed(ConsoleCookies.SIGN_IN));
    }
  }

  private static ConsoleAnswer failed(
      ConsoleRequest request, SignInFailedException failure, int status) {
    log.info("console sign-in {} failed: {}", request.id(), failure.reason());
    return plain(
        status,
        new PlainPage(
            "Sign-in failed",
            "The sign-in failed: " + failure.reason() + ".",
            "Sign in again",
            SIGN_IN,
            false));
  }

  /** Ends the session. */
  ConsoleAnswer logout(ConsoleRequest request) {
    String id = sessionId(request);
    Optional<ConsoleSession> session = sessions.find(id);
    if (session.isPresent() && !crossSite.permits(request, session.get())) {
      return foreignForm();
    }
    sessions.remove(id);
    return ConsoleAnswer.redirect("/console/signed-out")
        .withCookie(ConsoleCookies.removed(ConsoleCookies.SESSION));
  }

  private static ConsoleAnswer foreignForm() {
    return plain(
        403,
        new PlainPage(
            "Not allowed",
            "The form was not sent by a page of this session.",
            "Back to the console",
            new ConsoleLink(HOME),
            false));
  }

  /** Says that the session has ended. */
  static ConsoleAnswer signedOut() {
    return plain(
        200,
        new PlainPage(
            "Signed out",
            "You are signed out of the console. Your session at the issuer may go on.",
            "Sign in",
            SIGN_IN,
            false));
  }

  /** Says that there is no such page. */
  static ConsoleAnswer unknown() {
    return plain(
        404,
        new PlainPage(
            "Not found",
            "The console has no such page.",
            "Go to the console",
            new ConsoleLink(HOME),
            false));
  }

  /** Says that something failed, without any text from inside. */
  static ConsoleAnswer failed(ProblemException problem) {
    return plain(
        problem.type().status(),
        new PlainPage(
            problem.type().title(),
            problem.detail(),
            "Go to the console",
            new ConsoleLink(HOME),
            false));
  }

  /** Shows a page, or sends a browser without a session to the sign-in. */
  ConsoleAnswer page(PageEntry entry, ConsoleRequest request) {
    return withSession(request, session -> shown(entry, request, session));
  }

  /** Shows a page with the result of its form, which a page of this session must have sent. */
  ConsoleAnswer sentPage(PageEntry entry, ConsoleRequest request) {
    return withSession(
        request,
        session ->
            crossSite.permits(request, session) ? shown(entry, request, session) : foreignForm());
  }

  private ConsoleAnswer shown(PageEntry entry, ConsoleRequest request, ConsoleSession session) {
    PageFrame frame = frame(entry, request, session);
    try {
      ConsolePage page = entry.builder().build(call(request, session));
      return ConsoleAnswer.html(200, ConsoleTemplates.page(frame, page));
    } catch (ProblemException e) {
      if (e.type() == ProblemType.UNAUTHENTICATED) {
        throw e;
      }
      return ConsoleAnswer.html(e.type().status(), ConsoleTemplates.page(frame, ProblemPage.of(e)));
    }
  }

  /** Streams new requests; the script of the page adds them to its table. */
  ConsoleAnswer liveEvents(ConsoleRequest request) {
    return withSession(
        request,
        session -> {
          PageCall call = call(request, session);
          return call
              .rest()
              .read("streamAudit", Map.of(), call.parameters(List.of("decision")))
              .stream()
              .map(ConsoleAnswer::events)
              .orElseThrow();
        });
  }

  private ConsoleAnswer withSession(
      ConsoleRequest request, Function<ConsoleSession, ConsoleAnswer> answer) {
    String id = sessionId(request);
    Optional<ConsoleSession> session = sessions.find(id);
    if (session.isPresent()) {
      try {
        return answer.apply(session.get());
      } catch (ProblemException e) {
        if (e.type() != ProblemType.UNAUTHENTICATED) {
          throw e;
        }
        sessions.remove(id);
      }
    }
    return ConsoleAnswer.redirect(
        LOGIN + "?to=" + URLEncoder.encode(request.target(), StandardCharsets.UTF_8));
  }

  private PageCall call(ConsoleRequest request, ConsoleSession session) {
    String tenant = request.parameter("tenant").strip();
    return new PageCall(
        (operation, path, query, body) ->
            operations.read(
                request, session.token().reveal(), tenant, operation, path, query, body),
        tenant,
        request.path(),
        request.query(),
        request.form());
  }

  private PageFrame frame(PageEntry entry, ConsoleRequest request, ConsoleSession session) {
    String tenant = request.parameter("tenant").strip();
    String root = entry.path().replace("/{id}", "");
    List<NavigationEntry> navigation =
        pages.stream()
            .filter(page -> !page.label().isEmpty())
            .map(page ->
                new NavigationEntry(
                    page.label(),
                    new ConsoleLink(page.path()).with("tenant", tenant),
                    page.path().equals(root)))
            .toList();
    boolean listed = navigation.stream().anyMatch(NavigationEntry::current);
    return new PageFrame(
        session.name(),
        tenant,
        session.csrf().reveal(),
        new ConsoleLink(listed ? root : HOME),
        navigation);
  }

  private void countAddress(ConsoleRequest request) {
    limiter.count(
        "console " + request.client().map(address -> address.getHostAddress()).orElse(""));
  }

  private static String sessionId(ConsoleRequest request) {
    return request.cookies().getOrDefault(ConsoleCookies.SESSION, "");
  }

  private static ConsoleAnswer plain(int status, PlainPage page) {
    return ConsoleAnswer.html(status, ConsoleTemplates.plain(page));
  }
}
