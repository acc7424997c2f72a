package dev.sluice.ctl.context;

import dev.sluice.ctl.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contexts of a user and the name of the current one. */
public record ContextList(Optional<String> current, List<ServerContext> contexts) {
  public static final ContextList EMPTY = new ContextList(Optional.empty(), List.of());

  public ContextList {
    contexts = List.copyOf(contexts);
  }

  /** Returns a context, or fails with the names of the others. */
  public ServerContext get(String name) {
    return find(name)
        .orElseThrow(() ->
            CommandFailure.error(
                "There is no context \"%s\"; use one of %s, or make it with context set."
                    .formatted(name, contexts.stream().map(ServerContext::name).toList())));
  }

  public Optional<ServerContext> find(String name) {
    return contexts.stream().filter(context -> context.name().equals(name)).findFirst();
  }

  /** Returns the list with a new or replaced context. The first context becomes the current one. */
  public ContextList with(ServerContext changed) {
    List<ServerContext> all = new ArrayList<>(contexts);
    all.removeIf(context -> context.name().equals(changed.name()));
    all.add(changed);
    return new ContextList(Optional.of(current.orElse(changed.name())), all);
  }

  /** Returns the list with another current context. */
  public ContextList using(String name) {
    return new ContextList(Optional.of(get(name).name()), contexts);
  }

  /** Returns the list without a context. */
  public ContextList without(String name) {
    ServerContext removed = get(name);
    return new ContextList(
        current.filter(other -> !other.equals(name)),
        contexts.stream().filter(context -> !context.equals(removed)).toList());
  }
}
