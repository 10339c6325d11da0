"""Makes the report's fonts: two fixed weights of each piece of Noto Sans JP, from the variable pieces of
@fontsource-variable/noto-sans-jp. Browsers embed a variable font in a PDF as drawings (Type 3); fixed weights
become ordinary TrueType fonts. Needs Python with fontTools and brotli:
python3 assets/fonts/make-static.py node_modules/@fontsource-variable/noto-sans-jp assets/fonts/noto-sans-jp
"""
import os, re, shutil, sys
from concurrent.futures import ProcessPoolExecutor
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

source, target = sys.argv[1], sys.argv[2]


def make(name):
    piece = re.match(r'noto-sans-jp-(.+)-wght-normal\.woff2$', name).group(1)
    for weight in (400, 700):
        font = TTFont(os.path.join(source, 'files', name))
        font = instancer.instantiateVariableFont(font, {'wght': weight}, inplace=True)
        style = 'Regular' if weight == 400 else 'Bold'
        for record in font['name'].names:
            if record.nameID == 6:
                record.string = f'NotoSansJP-{style}'
            elif record.nameID == 4:
                record.string = f'Noto Sans JP {style}'
        font['OS/2'].usWeightClass = weight
        font.flavor = 'woff2'
        font.save(os.path.join(target, f'{piece}-{weight}.woff2'))


if __name__ == '__main__':
    os.makedirs(target, exist_ok=True)
    names = sorted(n for n in os.listdir(os.path.join(source, 'files')) if n.endswith('-wght-normal.woff2'))
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(make, names))
    shutil.copy(os.path.join(source, 'unicode.json'), target)
    shutil.copy(os.path.join(source, 'LICENSE'), target)
