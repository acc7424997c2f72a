/** Tests of the installation that docs/install describes. */
@NullMarked
package dev.sluice.e2e.install;

import org.jspecify.annotations.NullMarked;
