@NullMarked
package dev.sluice.e2e.support;

import org.jspecify.annotations.NullMarked;
