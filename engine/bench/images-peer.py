# The same pictures by Pillow in two processes: decoded, grey, averaged to 64x64, written to one file of rows.
import json, os, resource, sys, time
from multiprocessing import Pool

from PIL import Image

folder, target = sys.argv[1], sys.argv[2]
names = sorted(os.listdir(folder))


def pixels(name):
    with Image.open(os.path.join(folder, name)) as picture:
        return picture.convert("L").resize((64, 64), Image.BOX).tobytes()


if __name__ == "__main__":
    before = time.process_time()
    started = time.perf_counter()
    with Pool(2) as pool, open(target, "wb") as file:
        for row in pool.imap(pixels, names, chunksize=25):
            file.write(row)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.perf_counter() - started
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime - before
    with open(target, "rb") as file:
        total = sum(file.read())
    print(json.dumps({"pictures": len(names), "seconds": seconds, "processor": processor, "mean": total / (len(names) * 4096)}))
