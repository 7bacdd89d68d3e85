/** The stages as processes: one JSON document in, artefacts, progress and one last word out. */
@NullMarked
package io.pentimento.worker.stage;

import org.jspecify.annotations.NullMarked;
