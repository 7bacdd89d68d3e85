/** The stages as processes: one JSON document in, artefacts, progress and one last word out. */
package io.pentimento.worker.stage;
