/** The task that changes the factors of routes in distress and ends automatic address blocks. */
@NullMarked
package dev.sluice.controller.server.defence;

import org.jspecify.annotations.NullMarked;
