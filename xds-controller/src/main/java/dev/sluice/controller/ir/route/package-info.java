/**
 * The intermediate representation of routes: matches, CORS, body inspection and upstream
 * credentials.
 */
@NullMarked
package dev.sluice.controller.ir.route;

import org.jspecify.annotations.NullMarked;
