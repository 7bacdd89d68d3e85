/** Child JVMs of the worker: how they are started, locked and watched. */
@NullMarked
package io.pentimento.worker.process;

import org.jspecify.annotations.NullMarked;
