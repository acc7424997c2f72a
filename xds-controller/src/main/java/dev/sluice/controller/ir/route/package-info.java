/**
 * The intermediate representation of routes: matches, CORS, body inspection and upstream
 * credentials. Must not depend on tables, Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.route;

import org.jspecify.annotations.NullMarked;
