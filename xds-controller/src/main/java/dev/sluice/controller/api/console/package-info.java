/**
 * The console in the browser: pages over the operations of the REST API. Must not know rows or what
 * a role permits.
 */
@NullMarked
package dev.sluice.controller.api.console;

import org.jspecify.annotations.NullMarked;
