/** Tests of the controller over real connections, with a client of its own and with Envoy. */
@NullMarked
package dev.sluice.controller.server;

import org.jspecify.annotations.NullMarked;
