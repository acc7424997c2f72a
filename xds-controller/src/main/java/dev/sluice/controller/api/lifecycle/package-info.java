/**
 * The changes of state of publishes, subscriptions and credentials. Must not know the HTTP server
 * or SQL.
 */
@NullMarked
package dev.sluice.controller.api.lifecycle;

import org.jspecify.annotations.NullMarked;
