/** Tests of the translation to Envoy resources. */
@NullMarked
package dev.sluice.controller.xds;

import org.jspecify.annotations.NullMarked;
