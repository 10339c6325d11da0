// The pictures that a run's method has to show, in the order in which they are shown: chosen once for the window
// and the report, which put their own words around them.

import type { MethodShown } from '../contract/methods.ts';
import { conflictGauge, conflictGaugeHeight } from './conflict-gauge.ts';
import type { Frame } from './frame.ts';
import { gateMap, gateMapHeight } from './gate-map.ts';
import { groupStripes, groupStripesHeight } from './group-stripes.ts';
import { lineage, lineageHeight } from './lineage.ts';
import { sharingPicture, sharingPictureHeight } from './sharing-picture.ts';
import { weightSchedule } from './weight-schedule.ts';

export interface MethodPicture {
  readonly id: 'lineage' | 'schedule' | 'groups' | 'sharing' | 'gates' | 'conflicts';
  /** A good height, pixels. */
  readonly height: number;
  readonly draw: (frame: Frame) => string;
}

const scheduleHeight = 235;

/** @param conflicts by epoch, the share of pairs of tasks whose gradients pointed apart; null where not measured */
export function methodPictures(shown: MethodShown, conflicts: readonly (number | null)[]): MethodPicture[] {
  const { groups, sharing, gates, population } = shown;
  const pictures: (MethodPicture | false | undefined)[] = [
    population &&
      population.lineage.length > 0 && {
        id: 'lineage',
        height: lineageHeight(population),
        draw: (frame) => lineage(population, frame),
      },
    population &&
      population.lineage.length > 0 &&
      population.schedule.length > 0 && {
        id: 'schedule',
        height: scheduleHeight,
        draw: (frame) => weightSchedule(population, frame),
      },
    groups && {
      id: 'groups',
      height: groupStripesHeight(groups.tasks.length),
      draw: (frame) => groupStripes(groups, frame),
    },
    sharing &&
      sharing.layers.length > 0 && {
        id: 'sharing',
        height: sharingPictureHeight(sharing),
        draw: (frame) => sharingPicture(sharing, frame),
      },
    gates && {
      id: 'gates',
      height: gateMapHeight(gates),
      draw: (frame) => gateMap(gates, frame),
    },
    conflicts.some((one) => one !== null) && {
      id: 'conflicts',
      height: conflictGaugeHeight,
      draw: (frame) => conflictGauge({ shares: conflicts }, frame),
    },
  ];
  return pictures.filter((picture): picture is MethodPicture => Boolean(picture));
}
