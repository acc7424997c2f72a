@NullMarked
package dev.sluice.controller.api.console;

import org.jspecify.annotations.NullMarked;
