/** Translators of resources that policy servers receive. */
@NullMarked
package dev.sluice.controller.xds.policyserver;

import org.jspecify.annotations.NullMarked;
