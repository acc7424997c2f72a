/**
 * The intermediate representation of API versions on routes: how a request names a version, and
 * what a version that ends answers. Must not depend on tables, Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.version;

import org.jspecify.annotations.NullMarked;
