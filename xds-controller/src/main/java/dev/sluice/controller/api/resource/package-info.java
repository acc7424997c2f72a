/**
 * The resources of the API: their rows, rules and permissions, and the operations that all have.
 * Must not know the HTTP server or SQL.
 */
@NullMarked
package dev.sluice.controller.api.resource;

import org.jspecify.annotations.NullMarked;
