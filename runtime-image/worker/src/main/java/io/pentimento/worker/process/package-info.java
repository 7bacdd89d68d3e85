/** Child JVMs of the worker: how they are started, locked and watched. */
package io.pentimento.worker.process;
